using S3Sync.LocalS3.Faults;
using S3Sync.Options;
using S3Sync.Reporting;
using Xunit;
using static S3Sync.Engine.Tests.Road.RoadWorld;

namespace S3Sync.Engine.Tests.Matrix;

/// <summary>
/// Every cell of the matrix in docs/integrity.md, for one direction: a run that verifies, and one in which a byte was damaged and that was
/// noticed; where nothing stored speaks of the content, a run that says so, and one that refuses it because it was asked to.
/// </summary>
public abstract class MatrixTests
{
    /// <summary>The cells in which something stored speaks of the content.</summary>
    public static TheoryData<Form, Protection, Evidence> Settled => Of(Cell.All.Where(static cell => cell.IsSettled));

    /// <summary>The cells in which nothing does.</summary>
    public static TheoryData<Form, Protection, Evidence> Open => Of(Cell.All.Where(static cell => !cell.IsSettled));

    [Theory]
    [MemberData(nameof(Settled))]
    public async Task It_is_verified(Form form, Protection protection, Evidence evidence)
    {
        await using var world = await MatrixWorld.StartAsync(new(form, protection, evidence));
        var run = await PrepareAsync(world);

        world.RequireVerified(await run(null));

        Assert.Equal(world.Content, await ArrivedAsync(world));
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public async Task A_byte_damaged_once_is_noticed_and_comes_again(Form form, Protection protection, Evidence evidence)
    {
        var cell = new Cell(form, protection, evidence);
        await using var world = await MatrixWorld.StartAsync(cell);
        var run = await PrepareAsync(world);
        var damage = world.Faults.When(request => Moving.Contains(request.Operation)).First(1).Do(Damage(cell));

        world.RequireVerified(await run(null));

        Assert.Equal(1, damage.Hits);
        Assert.Equal(world.Content, await ArrivedAsync(world));
    }

    [Theory]
    [MemberData(nameof(Settled))]
    public async Task A_byte_that_is_always_damaged_fails_the_object_and_leaves_nothing_wrong(Form form, Protection protection, Evidence evidence)
    {
        var cell = new Cell(form, protection, evidence);
        await using var world = await MatrixWorld.StartAsync(cell);
        var run = await PrepareAsync(world);
        world.Faults.When(request => Moving.Contains(request.Operation)).Do(Damage(cell));

        var report = await run(null);

        Assert.Equal((RunOutcome.Failed, "f"), (report.Outcome, report.Failures.Single().Key));
        Assert.Contains(report.Failures.Single().Problem.Code, new[] { "S3S401", "S3S402" });
        Assert.Null(await ArrivedAsync(world));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task It_is_told_as_unverified_and_warned_of_once(Form form, Protection protection, Evidence evidence)
    {
        await using var world = await MatrixWorld.StartAsync(new(form, protection, evidence));
        var run = await PrepareAsync(world);

        var report = await run(null);

        Assert.Equal((RunOutcome.Completed, 1L, 1L, 1L), (report.Outcome, report.Counts.Transferred, report.Counts.Unverified, report.Counts.Warnings));
        Assert.Single(world.Road.Events.OfType<SyncEvent.Unverified>());
        Assert.Equal(world.Content, await ArrivedAsync(world));
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task It_is_refused_when_verification_is_required(Form form, Protection protection, Evidence evidence)
    {
        await using var world = await MatrixWorld.StartAsync(new(form, protection, evidence));
        var run = await PrepareAsync(world);

        var report = await run(static options => options with { Integrity = options.Integrity with { RequireVerification = true } });

        Assert.Equal((RunOutcome.Failed, "S3S403"), (report.Outcome, report.Failures.Single().Problem.Code));
        Assert.Null(await ArrivedAsync(world));
    }

    /// <summary>The operations that carry content in this direction.</summary>
    protected abstract IReadOnlyList<string> Moving { get; }

    /// <summary>Makes the source, and gives the run to the target.</summary>
    protected abstract Task<Func<Func<SyncOptions, SyncOptions>?, Task<SyncReport>>> PrepareAsync(MatrixWorld world);

    /// <summary>What is at the target; null when nothing is.</summary>
    protected abstract Task<byte[]?> ArrivedAsync(MatrixWorld world);

    /// <summary>What damages the byte in this direction.</summary>
    protected virtual Fault Damage(Cell cell) => Fault.CorruptContent(at: cell.Damaged);

    protected static async Task<byte[]?> InBucketTwoAsync(MatrixWorld world) =>
        (await world.Road.KeysAsync("two")).Length == 0 ? null : await world.StoredAsync("two");

    private static TheoryData<Form, Protection, Evidence> Of(IEnumerable<Cell> cells)
    {
        var data = new TheoryData<Form, Protection, Evidence>();
        foreach (var cell in cells)
        {
            data.Add(cell.Form, cell.Protection, cell.Evidence);
        }

        return data;
    }
}

/// <summary>A directory to S3.</summary>
public sealed class UploadMatrix : MatrixTests
{
    protected override IReadOnlyList<string> Moving => ["PutObject", "UploadPart"];

    protected override Task<Func<Func<SyncOptions, SyncOptions>?, Task<SyncReport>>> PrepareAsync(MatrixWorld world)
    {
        var source = world.Source();
        return Task.FromResult<Func<Func<SyncOptions, SyncOptions>?, Task<SyncReport>>>(change => world.RunAsync(At(source), S3At("two"), change));
    }

    protected override Task<byte[]?> ArrivedAsync(MatrixWorld world) => InBucketTwoAsync(world);
}

/// <summary>S3 to a directory.</summary>
public sealed class DownloadMatrix : MatrixTests
{
    private string _folder = "";

    protected override IReadOnlyList<string> Moving => ["GetObject"];

    protected override async Task<Func<Func<SyncOptions, SyncOptions>?, Task<SyncReport>>> PrepareAsync(MatrixWorld world)
    {
        await world.StoreAsync();
        _folder = world.Road.Folder();
        return change => world.RunAsync(S3At("one"), At(_folder), change);
    }

    protected override Task<byte[]?> ArrivedAsync(MatrixWorld world) =>
        Task.FromResult(Directory.GetFileSystemEntries(_folder) is [var file] ? File.ReadAllBytes(file) : null);

    protected override Fault Damage(Cell cell) => Fault.CorruptResponse(at: 0.5);
}

/// <summary>S3 to S3 through this machine, damaged on the way to it.</summary>
public sealed class RelayReadMatrix : RelayMatrixTests
{
    protected override IReadOnlyList<string> Moving => ["GetObject"];

    protected override Fault Damage(Cell cell) => Fault.CorruptResponse(at: 0.5);
}

/// <summary>S3 to S3 through this machine, damaged on the way from it.</summary>
public sealed class RelayWriteMatrix : RelayMatrixTests
{
    protected override IReadOnlyList<string> Moving => ["PutObject", "UploadPart"];
}

/// <summary>S3 to S3 inside the endpoint.</summary>
public sealed class ServerCopyMatrix : MatrixTests
{
    protected override IReadOnlyList<string> Moving => ["CopyObject", "UploadPartCopy"];

    protected override async Task<Func<Func<SyncOptions, SyncOptions>?, Task<SyncReport>>> PrepareAsync(MatrixWorld world)
    {
        await world.StoreAsync();
        return change => world.RunAsync(S3At("one"), S3At("two"), options =>
        {
            var copying = options with { Transfer = options.Transfer with { ServerSideCopy = true } };
            return change?.Invoke(copying) ?? copying;
        });
    }

    protected override Task<byte[]?> ArrivedAsync(MatrixWorld world) => InBucketTwoAsync(world);
}

/// <summary>S3 to S3 through this machine.</summary>
public abstract class RelayMatrixTests : MatrixTests
{
    protected override async Task<Func<Func<SyncOptions, SyncOptions>?, Task<SyncReport>>> PrepareAsync(MatrixWorld world)
    {
        await world.StoreAsync();
        return change => world.RunAsync(S3At("one"), S3At("two"), change);
    }

    protected override Task<byte[]?> ArrivedAsync(MatrixWorld world) => InBucketTwoAsync(world);
}
