using System.Globalization;
using System.Security.Cryptography;
using Sgx.Dcap.Collateral;
using Sgx.Testing;

namespace Sgx.Cli.Tests.Support;

/// <summary>Runs a session: <c>sgx</c>, and the few other words that a session may use.</summary>
internal sealed class SessionRunner : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _services = [];
    private Func<CliHost, CliHost> _surround = host => host;

    public async Task Run(string session)
    {
        foreach (var step in Session.Read(session, _folder.Path))
        {
            if (step.Words is ["sgx", .. var args])
                step.Check(await SgxRun.Of(args, _surround));
            else
                await Prepare(step.Words);
        }
    }

    private async Task Prepare(string[] words)
    {
        switch (words)
        {
            case ["agent", var state, var socket]:
                _services.Add(await TestAgent.Start(state, socket));
                break;
            case ["silence", var socket]:
                _services.Add(new SilentService(socket));
                break;
            case ["clock", var now]:
                var clock = new FixedClock(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));
                Surround(host => host with { Clock = clock });
                break;
            case ["stdin", var file]:
                Surround(host => host with { Input = () => File.OpenRead(file) });
                break;
            case ["device", var device]:
                Surround(host => host with { HasSgxDevice = () => SgxDevice.IsPresent(path => path == device) });
                break;
            default:
                ChangeFile(words);
                break;
        }
    }

    private void Surround(Func<CliHost, CliHost> further)
    {
        var before = _surround;
        _surround = host => further(before(host));
    }

    private static void ChangeFile(string[] words)
    {
        switch (words)
        {
            case ["write", var file, .. var text]:
                File.WriteAllText(file, string.Join(' ', text));
                break;
            case ["private", var file]:
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                break;
            case ["zeros", var file, var size]:
                File.WriteAllBytes(file, new byte[int.Parse(size, CultureInfo.InvariantCulture)]);
                break;
            case ["encode", var form, var from, var to]:
                File.WriteAllText(to, Encode(form, File.ReadAllBytes(from)));
                break;
            case ["bundle", var folder, var file]:
                File.WriteAllText(file, CollateralJson.Of(CollateralFolder.Read(folder)));
                break;
            case ["truncate", var file, var size]:
                File.WriteAllBytes(file, File.ReadAllBytes(file)[..int.Parse(size, CultureInfo.InvariantCulture)]);
                break;
            case ["flip", var file, var offset]:
                var bytes = File.ReadAllBytes(file);
                bytes[int.Parse(offset, CultureInfo.InvariantCulture)] ^= 1;
                File.WriteAllBytes(file, bytes);
                break;
            case ["copy", var from, var to]:
                File.Copy(from, to, overwrite: true);
                break;
            case ["delete", var file]:
                File.Delete(file);
                break;
            default:
                throw new FormatException($"a session knows no '{string.Join(' ', words)}'");
        }
    }

    private static string Encode(string form, byte[] bytes) => form switch
    {
        "hex" => Convert.ToHexString(bytes),
        "base64" => Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks),
        "base64url" => System.Buffers.Text.Base64Url.EncodeToString(bytes),
        "escaped" => Uri.EscapeDataString(System.Text.Encoding.ASCII.GetString(bytes)),
        "pem-crl" => new string(PemEncoding.Write("X509 CRL", bytes)),
        "pem-certificate" => new string(PemEncoding.Write("CERTIFICATE", bytes)),
        _ => throw new FormatException($"a session knows no form '{form}'"),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        _folder.Dispose();
    }
}
