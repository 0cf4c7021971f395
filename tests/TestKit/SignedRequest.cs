namespace S3Sync.TestKit;

/// <summary>A request made by hand: signed rightly, then changed as a test likes.</summary>
public sealed class SignedRequest(S3World world, HttpMethod method, string target)
{
    private readonly List<(string Name, string Value)> headers = [];
    private byte[]? body;
    private string? payloadHash;
    private Action<HttpRequestMessage>? afterSigning;

    /// <summary>Signs with another key, clock, region or service.</summary>
    public Sigv4 Signer { get; init; } = world.Signer;

    public SignedRequest With(string name, string value)
    {
        headers.Add((name, value));
        return this;
    }

    public SignedRequest Body(byte[] content)
    {
        body = content;
        return this;
    }

    /// <summary>Says this in x-amz-content-sha256 whatever the body is.</summary>
    public SignedRequest Payload(string hash)
    {
        payloadHash = hash;
        return this;
    }

    /// <summary>Changes the request when its signature is made already.</summary>
    public SignedRequest Then(Action<HttpRequestMessage> change)
    {
        afterSigning = change;
        return this;
    }

    /// <summary>Sends it and takes the answer apart.</summary>
    public async Task<Answer> SendAsync(Func<string, string, byte[]>? chunked = null)
    {
        using var request = new HttpRequestMessage(method, target);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null) request.Content = new ByteArrayContent(body);
        var time = Signer.Now();
        var signature = Signer.SignHeaders(request, world.Server.Endpoint, target, payloadHash ?? Sigv4.Hash(body ?? []), time);
        if (chunked is not null) request.Content = new ByteArrayContent(chunked(time, signature));
        afterSigning?.Invoke(request);
        return await Answer.OfAsync(await world.Http.SendAsync(request));
    }
}
