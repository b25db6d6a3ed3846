using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Sgx.Agent.DevicePlugin.Resources;
using Sgx.Agent.Kubelet;
using Sgx.Agent.Linux;

namespace Sgx.Agent.DevicePlugin.Registration;

/// <summary>The socket in the kubelet's folder at which it calls back about one resource.</summary>
/// <remarks>
/// Its name is new each time: the kubelet tells plugins by it, and nobody removes a successor's by mistake.
/// </remarks>
internal sealed class PluginSocket : IAsyncDisposable
{
    /// <summary>How long a socket's file name is at most: <c>sgx-intel-provision-01234567.sock</c>.</summary>
    public const int MaxNameBytes = 40;

    private const string Ending = ".sock";
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(1);

    private readonly WebApplication _server;
    private readonly CancellationTokenSource _stopping;
    private readonly FileIdentity? _file;
    private readonly string _path;

    private PluginSocket(WebApplication server, CancellationTokenSource stopping, string path)
    {
        (_server, _stopping, _path) = (server, stopping, path);
        _file = FileIdentity.Of(path);
    }

    /// <summary>The file name.</summary>
    public string Name => Path.GetFileName(_path);

    /// <summary>Whether the file is still there; a kubelet that starts removes all of them.</summary>
    public bool IsThere => _file is not null && FileIdentity.Of(_path) == _file;

    /// <summary>Listens; when this returns, calls are answered.</summary>
    /// <param name="folder">The kubelet's.</param>
    /// <param name="dialect">Whose socket it is.</param>
    /// <param name="service">Makes what answers, given the token by which it must end its streams.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The folder is not there, or does not allow it.</exception>
    public static async Task<PluginSocket> Open(
        string folder, ResourceDialect dialect, Func<CancellationToken, PluginService> service,
        CancellationToken cancellation)
    {
        await RemoveLeftBehind(folder, dialect, cancellation);
        var name = $"{Prefix(dialect)}{RandomNumberGenerator.GetHexString(8, lowercase: true)}{Ending}";
        var path = Path.Combine(folder, name);
        var stopping = new CancellationTokenSource();
        var server = Build(path, service(stopping.Token));
        try
        {
            await server.StartAsync(cancellation);
            return new(server, stopping, path);
        }
        catch (Exception e)
        {
            await server.DisposeAsync();
            stopping.Dispose();
            throw e is SocketException ? new IOException($"cannot listen at {path}: {e.Message}", e) : e;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // First the streams: a server that stops waits for its calls.
        await _stopping.CancelAsync();
        using (var deadline = new CancellationTokenSource(StopDeadline))
            await _server.StopAsync(deadline.Token);
        await _server.DisposeAsync();
        _stopping.Dispose();
    }

    private static WebApplication Build(string path, PluginService service)
    {
        // The empty builder reads no configuration, from the working directory or from variables, and watches no file.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        _ = builder.Services.AddSingleton(service).AddGrpc();
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(
            server => server.ListenUnixSocket(path, socket => socket.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        _ = server.MapGrpcService<PluginService>();
        return server;
    }

    // A plugin that was killed leaves its socket; one that lives answers.
    private static async Task RemoveLeftBehind(string folder, ResourceDialect dialect, CancellationToken cancellation)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix(dialect)}*{Ending}"))
        {
            try
            {
                using var connected = await UnixChannel.Connect(path, cancellation);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused)
            {
                File.Delete(path);
            }
            catch (SocketException)
            {
                // Gone by itself, or not ours to judge.
            }
        }
    }

    private static string Prefix(ResourceDialect dialect) => $"sgx-{dialect.Key}-";
}
