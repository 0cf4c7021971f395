using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using S3Sync.LocalS3.Hosting.Certificates;

namespace S3Sync.LocalS3.Hosting;

/// <summary>
/// Kestrel without a generic host around it: no configuration file, no environment variable, no console, no signal handler, and a start
/// that costs milliseconds.
/// </summary>
internal sealed class KestrelHost
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private readonly KestrelServer server;
    private readonly ServiceProvider services;
    private readonly RequestPipeline pipeline;
    private int stopped;

    private KestrelHost(KestrelServer server, ServiceProvider services, RequestPipeline pipeline, Uri endpoint)
    {
        this.server = server;
        this.services = services;
        this.pipeline = pipeline;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    public static async Task<KestrelHost> StartAsync(
        LocalS3Settings settings, ServerCertificates? certificates, RequestPipeline pipeline, CancellationToken cancellationToken)
    {
        var services = KestrelServices.For(settings.Https);
        var options = Configure(settings, certificates, services);
        var transport = new SocketTransportFactory(Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Microsoft.Extensions.Options.Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new PipelineApplication(pipeline), cancellationToken);
        }
        catch (IOException failure)
        {
            server.Dispose();
            await services.DisposeAsync();
            throw failure.InnerException is AddressInUseException
                ? LocalS3Exception.PortInUse(settings.Address.ToString(), settings.Port, failure)
                : LocalS3Exception.CannotListen(settings.Address.ToString(), settings.Port, failure);
        }
        catch (SocketException failure)
        {
            server.Dispose();
            await services.DisposeAsync();
            throw LocalS3Exception.CannotListen(settings.Address.ToString(), settings.Port, failure);
        }

        return new KestrelHost(server, services, pipeline, EndpointOf(server, settings));
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref stopped, 1) != 0) return;
        pipeline.Faults.Clear();
        using var grace = new CancellationTokenSource(Grace);
        await server.StopAsync(grace.Token);
        server.Dispose();
        await services.DisposeAsync();
    }

    private static KestrelServerOptions Configure(LocalS3Settings settings, ServerCertificates? certificates, IServiceProvider services)
    {
        var options = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false, AllowSynchronousIO = false };
        var limits = options.Limits;
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxRequestLineSize = 64 * 1024;
        limits.MaxRequestHeadersTotalSize = 64 * 1024;
        limits.MaxRequestHeaderCount = 256;

        // A header is kept as its bytes, one character each, in both directions: a signature covers bytes, and metadata comes back as it came.
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.Listen(settings.Address, settings.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificates is null) return;
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = hello => ValueTask.FromResult(certificates.For(hello.ClientHelloInfo.ServerName)),
            });
        });
        return options;
    }

    private static Uri EndpointOf(KestrelServer server, LocalS3Settings settings)
    {
        var addresses = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        var port = new Uri(addresses.First()).Port;
        var reachable = settings.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : settings.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : settings.Address;
        return new UriBuilder(settings.Https ? "https" : "http", reachable.ToString(), port).Uri;
    }
}
