using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using S3Sync.TestKit;
using Xunit;

namespace S3Sync.LocalS3.Tests.Hosting;

/// <summary>Starting, stopping, and what stands in the way of a start.</summary>
public sealed class Starting
{
    [Fact]
    public async Task A_second_server_on_a_folder_is_refused_with_the_first_one_s_process()
    {
        using var folder = new TempFolder();
        await using var first = await S3World.OverAsync(folder.At("objects"));

        var refusal = await Assert.ThrowsAsync<LocalS3Exception>(() => S3World.OverAsync(folder.At("objects")));

        Assert.Equal("S3S601", refusal.Code);
        Assert.Contains(folder.At("objects"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_free_again_when_its_server_has_stopped()
    {
        using var folder = new TempFolder();
        await (await S3World.OverAsync(folder.Path)).DisposeAsync();

        await using var second = await S3World.OverAsync(folder.Path);

        Assert.NotNull(second.Server.Endpoint);
    }

    [Fact]
    public async Task A_lock_that_a_killed_server_left_does_not_count()
    {
        using var folder = new TempFolder();
        folder.Write(".lock", "");
        folder.Write(".holder", "1");

        await using var world = await S3World.OverAsync(folder.Path);

        Assert.NotNull(world.Server.Endpoint);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_refused()
    {
        using var folder = new TempFolder();
        var file = folder.Write("file", "x");

        var refusal = await Assert.ThrowsAsync<LocalS3Exception>(() => S3World.OverAsync(file));

        Assert.Equal("S3S604", refusal.Code);
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("buckets/notes.txt")]
    [InlineData("buckets/.git/HEAD")]
    [InlineData("buckets/pail/handle.txt")]
    public async Task A_folder_that_holds_something_else_is_refused_and_left_as_it_is(string file)
    {
        using var folder = new TempFolder();
        folder.Write(file, "x");

        var refusal = await Assert.ThrowsAsync<LocalS3Exception>(() => S3World.OverAsync(folder.Path, settings => settings with { Https = true }));

        Assert.Equal("S3S606", refusal.Code);
        Assert.Equal(folder.At(file.Split('/')), Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)));
    }

    [Fact]
    public async Task A_file_beside_a_store_does_not_hinder_it()
    {
        using var folder = new TempFolder();
        await (await S3World.OverAsync(folder.Path)).DisposeAsync();
        folder.Write("README.txt", "x");

        await using var world = await S3World.OverAsync(folder.Path);

        Assert.NotNull(world.Server.Endpoint);
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_the_folder_is_freed()
    {
        using var folder = new TempFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<LocalS3Exception>(() => S3World.OverAsync(folder.Path, settings => settings with { Port = port }));
        await using var again = await S3World.OverAsync(folder.Path);

        Assert.Equal("S3S602", refusal.Code);
        Assert.Contains($"{port}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<LocalS3Exception>(
            () => S3World.InMemoryAsync(settings => settings with { Address = IPAddress.Parse("192.0.2.1") }));

        Assert.Equal("S3S603", refusal.Code);
    }

    [Fact]
    public async Task A_server_without_keys_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<LocalS3Exception>(
            () => S3World.InMemoryAsync(settings => settings with { Keys = new Dictionary<string, string>() }));

        Assert.Equal("S3S605", refusal.Code);
    }

    [Fact]
    public async Task It_listens_on_loopback_alone()
    {
        await using var world = await S3World.InMemoryAsync();

        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(world.Server.Endpoint.Host)));
        Assert.Null(world.Server.CaCertificatePath);
    }

    [Fact]
    public async Task Stopping_waits_neither_for_idle_connections_nor_for_stalled_requests()
    {
        var world = await S3World.InMemoryAsync();
        var rule = world.Server.Faults.When(request => request.Key == "stalled").Stall();
        using var idle = await RawConnection.OpenAsync(world.Server.Endpoint);
        var stalled = world.Http.GetAsync("/bucket/stalled");
        await rule.ReachedAsync();
        var clock = Stopwatch.StartNew();

        await world.DisposeAsync();

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        await Record.ExceptionAsync(() => stalled);
    }
}
