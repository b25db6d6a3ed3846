using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Prometheus;

namespace Sgx.Agent.Health;

/// <summary>
/// Answers over HTTP: <c>/livez</c>, whether the process serves; <c>/readyz</c>, whether it does its work as well;
/// <c>/metrics</c>, for Prometheus. GET and HEAD alone.
/// </summary>
/// <remarks>Liveness does not depend on quotes: restarting the process repairs no platform.</remarks>
internal sealed class HealthEndpoints(IReadiness readiness, ILiveness liveness, CollectorRegistry metrics)
    : IHttpApplication<HttpContext>
{
    // Beyond the deadline of any sign of life, which says more than this one can.
    private static readonly TimeSpan LivenessDeadline = TimeSpan.FromSeconds(4);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public Task ProcessRequestAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            return Answer(context);
        context.Response.Headers.Allow = "GET, HEAD";
        return Say(context, StatusCodes.Status405MethodNotAllowed, "this port answers GET and HEAD");
    }

    private Task Answer(HttpContext request) => request.Request.Path.Value switch
    {
        "/livez" => SayWhether(request, "alive", () => ""),
        "/readyz" => SayWhether(request, "ready", () => readiness.Trouble),
        "/metrics" => Tell(request),
        _ => Say(request, StatusCodes.Status404NotFound, "there are /livez, /readyz and /metrics"),
    };

    private async Task SayWhether(HttpContext request, string good, Func<string> furtherTrouble)
    {
        var trouble = await TroubleOfLife(request.RequestAborted);
        if (trouble.Length == 0)
            trouble = furtherTrouble();
        await (trouble.Length == 0
            ? Say(request, StatusCodes.Status200OK, good)
            : Say(request, StatusCodes.Status503ServiceUnavailable, trouble));
    }

    private async Task<string> TroubleOfLife(CancellationToken cancellation)
    {
        try
        {
            return await liveness.Trouble(cancellation).AsTask().WaitAsync(LivenessDeadline, cancellation);
        }
        catch (TimeoutException)
        {
            return $"no sign of life within {LivenessDeadline.TotalSeconds:0} s";
        }
    }

    private async Task Tell(HttpContext request)
    {
        request.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        await metrics.CollectAndExportAsTextAsync(request.Response.Body, request.RequestAborted);
    }

    private static Task Say(HttpContext request, int status, string text)
    {
        request.Response.StatusCode = status;
        request.Response.ContentType = "text/plain; charset=utf-8";
        return request.Response.WriteAsync(text + "\n", request.RequestAborted);
    }
}
