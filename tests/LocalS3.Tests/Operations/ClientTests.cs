using System.Diagnostics;
using S3Sync.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>aws-cli and boto3 against a folder. Without them on the machine the output says so.</summary>
public sealed class ClientTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Clients_that_nobody_here_wrote_agree()
    {
        if (await RunAsync("python3", "-c", "import boto3") != 0 || await RunAsync("aws", "--version") != 0)
        {
            output.WriteLine("NOT CHECKED: python3 with boto3 and aws-cli are not both on this machine.");
            return;
        }

        using var folder = new TempFolder();
        await using var world = await S3World.OverAsync(folder.Path);
        var script = Path.Combine(AppContext.BaseDirectory, "clients", "check_clients.py");

        Assert.Equal(0, await RunAsync("python3", script, world.Endpoint, S3World.AccessKey, S3World.SecretKey, "100"));
        Assert.Empty(world.Server.Failures);
    }

    private async Task<int> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (told, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            output.WriteLine(await told + await errors);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            output.WriteLine(missing.Message);
            return -1;
        }
    }
}
