using S3Sync.Generate;

var mode = args is [var only] ? only : "";
var root = Repository.FindRoot(AppContext.BaseDirectory);
return mode switch
{
    "write" => GeneratedFiles.Write(root, Console.Out),
    "check" => GeneratedFiles.Check(root, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run --project eng/Generate -- write|check");
    return 2;
}
