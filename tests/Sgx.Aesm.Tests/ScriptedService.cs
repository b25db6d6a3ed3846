using System.Collections.Concurrent;
using System.Net.Sockets;
using Sgx.Aesm.Wire;
using Sgx.Testing;

namespace Sgx.Aesm.Tests;

/// <summary>A service on a real socket that answers every connection as the script says.</summary>
internal sealed class ScriptedService : IDisposable
{
    private readonly TemporaryFolder? _folder;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<Request, byte[]?> _answer;

    // Held, so that nobody collects and closes them while their clients wait.
    private readonly ConcurrentBag<Socket> _keptWaiting = [];

    private ScriptedService(Func<Request, byte[]?> answer, string? path = null)
    {
        _answer = answer;
        _folder = path is null ? new() : null;
        SocketPath = path ?? _folder!["aesm.socket"];
        _listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        _listener.Listen();
        _ = Task.Run(Serve);
    }

    public string SocketPath { get; }

    public AesmClient Client => new(new() { SocketPath = SocketPath, Timeout = TimeSpan.FromSeconds(20) });

    /// <summary>A client that tries once.</summary>
    public AesmClient Impatient =>
        new(new() { SocketPath = SocketPath, Timeout = TimeSpan.FromSeconds(20), Patience = TimeSpan.Zero });

    /// <summary>Answers with raw bytes; null keeps the client waiting.</summary>
    public static ScriptedService Sending(Func<Request, byte[]?> answer) => new(answer);

    /// <summary>Answers with a message.</summary>
    public static ScriptedService Answering(Func<Request, Response> answer) =>
        new(request => AesmFrame.Encode(answer(request)));

    /// <summary>The same at a path of the test's own.</summary>
    public static ScriptedService At(string path, Func<Request, Response> answer) =>
        new(request => AesmFrame.Encode(answer(request)), path);

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _keptWaiting)
            client.Dispose();
        _folder?.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Answer(await _listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Answer(Socket client)
    {
        var buffer = new byte[AesmFrame.PrefixSize + AesmFrame.MaxBody];
        var length = 0;
        do
            length += await client.ReceiveAsync(buffer.AsMemory(length));
        while (length < AesmFrame.PrefixSize || length < AesmFrame.PrefixSize + AesmFrame.BodyLength(buffer));

        var body = buffer.AsSpan(AesmFrame.PrefixSize, length - AesmFrame.PrefixSize);
        if (_answer(Request.Parser.ParseFrom(body)) is not { } answer)
        {
            _keptWaiting.Add(client);
            return;
        }

        using (client)
            _ = await client.SendAsync(answer);
    }
}
