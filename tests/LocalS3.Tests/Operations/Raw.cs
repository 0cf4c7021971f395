using S3Sync.TestKit;

namespace S3Sync.LocalS3.Tests.Operations;

/// <summary>Requests made by hand, for what the SDK hides.</summary>
internal static class Raw
{
    public static async Task<Answer> SendAsync(this S3World world, HttpMethod method, string target, string? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, target) { Content = content is null ? null : new StringContent(content, System.Text.Encoding.UTF8) };
        request.Content?.Headers.Remove("Content-Type");
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        world.Signer.Sign(request, world.Server.Endpoint, target);
        return await Answer.OfAsync(await world.Http.SendAsync(request));
    }

    public static string? Header(this Answer answer, string name) =>
        answer.Message.Headers.TryGetValues(name, out var values) || answer.Message.Content.Headers.TryGetValues(name, out values) ? string.Join(',', values) : null;
}
