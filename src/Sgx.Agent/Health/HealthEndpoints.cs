using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace Sgx.Agent.Health;

/// <summary>
/// What a cluster asks over HTTP: <c>/livez</c>, whether the process runs; <c>/readyz</c>, whether it does its work;
/// <c>/metrics</c>, for Prometheus.
/// </summary>
/// <remarks>Liveness says nothing of quotes and the like: restarting the process mends no platform.</remarks>
internal static class HealthEndpoints
{
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<IAsyncDisposable> Start(
        IPEndPoint address, IReadiness readiness, CollectorRegistry metrics, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(server => server.Listen(address));
        var endpoints = builder.Build();
        endpoints.Run(request => Answer(request, readiness, metrics));
        await endpoints.StartAsync(cancellation);
        return endpoints;
    }

    private static Task Answer(HttpContext request, IReadiness readiness, CollectorRegistry metrics) =>
        request.Request.Path.Value switch
        {
            "/livez" => Say(request, StatusCodes.Status200OK, "alive"),
            "/readyz" when readiness.Trouble is { Length: > 0 } trouble =>
                Say(request, StatusCodes.Status503ServiceUnavailable, trouble),
            "/readyz" => Say(request, StatusCodes.Status200OK, "ready"),
            "/metrics" => Tell(request, metrics),
            _ => Say(request, StatusCodes.Status404NotFound, "there are /livez, /readyz and /metrics"),
        };

    private static async Task Tell(HttpContext request, CollectorRegistry metrics)
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
