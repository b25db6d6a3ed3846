using System.Net.Sockets;
using System.Text;
using Sgx.Agent.Kubelet;

namespace Sgx.Testing.Kubelet;

/// <summary>How a kubelet before 1.26 calls a plugin: HTTP/2 whose authority is the path of the socket.</summary>
/// <remarks>Written frame by frame, since no client of .NET sends such an authority.</remarks>
internal static class OldKubeletCall
{
    private const byte Data = 0, Headers = 1, ResetStream = 3, GoAway = 7;
    private const byte EndStream = 1, EndHeaders = 4;
    private const int FrameHeader = 9;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>Calls GetDevicePluginOptions; whether the stream is reset instead of answered.</summary>
    /// <param name="socket">The plugin's.</param>
    /// <param name="authority">What the plugin is called: the path before 1.26, then localhost.</param>
    public static async Task<bool> IsRefused(string socket, string authority)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await using var stream = new NetworkStream(
            await UnixChannel.Connect(socket, deadline.Token), ownsSocket: true);
        byte[] request =
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
            .. Frame(type: 4, flags: 0, stream: 0, []),
            .. Frame(Headers, EndHeaders, stream: 1, HeaderBlock(authority)),
            .. Frame(Data, EndStream, stream: 1, [0, 0, 0, 0, 0]), // an empty message, not compressed
        ];
        await stream.WriteAsync(request, deadline.Token);
        var frame = new byte[FrameHeader];
        while (true)
        {
            await stream.ReadExactlyAsync(frame, deadline.Token);
            if (frame[3] is Headers or ResetStream or GoAway)
                return frame[3] is not Headers;
            await stream.ReadExactlyAsync(new byte[(frame[0] << 16) | (frame[1] << 8) | frame[2]], deadline.Token);
        }
    }

    private static byte[] Frame(byte type, byte flags, byte stream, byte[] payload) =>
        [0, (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, stream, .. payload];

    // HPACK, RFC 7541: fields of the static table by index, others as literals without indexing.
    private static byte[] HeaderBlock(string authority) =>
    [
        0x83, 0x86, // :method POST, :scheme http
        .. Literal(0x04, "/v1beta1.DevicePlugin/GetDevicePluginOptions"),
        .. Literal(0x01, authority),
        0x0f, 0x10, .. Text("application/grpc"), // content-type, 31 in the table
        0x00, .. Text("te"), .. Text("trailers"),
    ];

    private static byte[] Literal(byte name, string value) => [name, .. Text(value)];

    private static byte[] Text(string value) => [(byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
