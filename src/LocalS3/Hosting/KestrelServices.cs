using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace S3Sync.LocalS3.Hosting;

/// <summary>
/// The services that Kestrel's TLS asks for, without the host that usually brings them: <c>UseKestrelCore</c> is their one public
/// registration and wants a host builder, so this is one that only collects services.
/// </summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly ServiceCollection services = new();

    private KestrelServices()
    {
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
    }

    public static ServiceProvider For(bool https)
    {
        var collected = new KestrelServices();
        if (!https) return collected.services.BuildServiceProvider();
        collected.services.AddMetrics();
        collected.UseKestrelCore();
        return collected.services.BuildServiceProvider();
    }

#pragma warning disable ASPDEPR008 // The interface asks for it, and nobody calls it.
    public IWebHost Build() => throw new NotSupportedException();
#pragma warning restore ASPDEPR008

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), services);
        return this;
    }

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => this;
}
