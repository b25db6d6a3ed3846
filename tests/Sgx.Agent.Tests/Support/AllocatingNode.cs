using System.Net.Sockets;
using Sgx.Aesm;
using Sgx.Agent.Allocations;
using Sgx.Agent.QuoteHelper;
using Sgx.Testing;

namespace Sgx.Agent.Tests.Support;

/// <summary>A node on which a device plugin writes down allocations, and quoting services serve them.</summary>
internal sealed class AllocatingNode : IDisposable
{
    public const string Resource = "sgx-quote-helper.io/quoting";

    // How long the device plugin waits for the socket of an allocation.
    private static readonly TimeSpan PluginPatience = TimeSpan.FromSeconds(5);


    private readonly TemporaryFolder _folder = new();

    public AllocatingNode()
    {
        Journal = new(_folder["journal"]);
        Folders = new(_folder["a"]);
        Options = new()
        {
            Folders = Folders,
            Journal = Journal.Folder,
            PodResources = KubeletSocket,
            PollInterval = TimeSpan.FromMilliseconds(50),
            LookUpPause = TimeSpan.FromMilliseconds(50),
            FirstLookUp = TimeSpan.FromHours(1),
            SweepInterval = TimeSpan.FromHours(1),
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public AllocationJournal Journal { get; }

    public AllocationFolders Folders { get; }

    public string KubeletSocket => _folder["kubelet.sock"];

    /// <summary>What its services are started with.</summary>
    public AllocationOptions Options { get; set; }

    /// <summary>What its services have audited.</summary>
    public AuditTrail Audit { get; } = new();

    /// <summary>Starts a service, which takes over from one that runs.</summary>
    public RunningHelper Start(Func<QuoteHelperOptions, QuoteHelperOptions>? change = null) =>
        RunningHelper.Start(options => (change ?? (same => same))(options with
        {
            SocketPath = _folder["aesm.socket"],
            Allocations = Options,
            Output = Audit,
            IsAudited = true,
        }));

    /// <summary>Writes an allocation down, as the device plugin does, and does not wait for its socket.</summary>
    public AllocationToken WriteDown(params IReadOnlyList<string> ids) => WriteDown(DateTimeOffset.UtcNow, ids);

    /// <summary>Likewise by a clock of its own.</summary>
    public AllocationToken WriteDown(DateTimeOffset at, params IReadOnlyList<string> ids)
    {
        var token = AllocationToken.New();
        Journal.Write(new(token, Resource, ids, at));
        return token;
    }

    /// <summary>The whole of what the device plugin does before it answers the kubelet.</summary>
    public async Task<AllocationToken> Allocate(params IReadOnlyList<string> ids)
    {
        var token = WriteDown(ids);
        var end = Environment.TickCount64 + (long)PluginPatience.TotalMilliseconds;
        while (!CanConnect(token))
        {
            Assert.True(Environment.TickCount64 < end, "no socket within the device plugin's patience");
            await Task.Delay(10, Cancellation);
        }

        return token;
    }

    public bool CanConnect(AllocationToken token)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Folders.SocketOf(token)));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A client in the container that was given the allocation.</summary>
    public AesmClient Client(AllocationToken token) => new(new()
    {
        SocketPath = Folders.SocketOf(token), Timeout = TimeSpan.FromSeconds(30), Patience = TimeSpan.Zero,
    });

    /// <summary>Has a quote made for a container, and checks that it is one.</summary>
    public async Task Quote(AllocationToken token)
    {
        var response = await SimulatedApplication.Quote(Client(token), $"{token}", Cancellation);
        Assert.Equal(SimulatedApplication.ReportDataOf($"{token}"), response.Quote.Body.ReportData.ToArray());
    }

    /// <summary>Has quotes made until one is audited for this caller.</summary>
    public Task QuoteUntilAudited(AllocationToken token, string caller) =>
        Eventually.Holds(async () => await CallerOfQuote(token) == caller, Cancellation);

    /// <summary>Has a quote made, and says for whom it was audited.</summary>
    public async Task<string> CallerOfQuote(AllocationToken token)
    {
        var before = Audit.Callers.Count;
        await Quote(token);
        await Eventually.Holds(() => Audit.Callers.Count > before, Cancellation);
        return Audit.Callers[before];
    }

    /// <summary>What a reboot leaves of the sockets.</summary>
    public void WipeSockets() => Directory.Delete(Folders.Root, recursive: true);

    /// <summary>How an allocation without a name is audited.</summary>
    public static string Anonymous(AllocationToken token) => $"allocation:{token.ToString()[..8]}";

    public void Dispose()
    {
        Audit.Dispose();
        _folder.Dispose();
    }
}
