using System.Globalization;
using Google.Protobuf;
using Grpc.Core;

namespace Sgx.Testing.Kubelet;

/// <summary>
/// <c>fake-kubelet FOLDER</c>: a kubelet's device manager in a folder of its own, told what to do by lines on stdin.
/// </summary>
/// <remarks>
/// Each line is answered by one: <c>await RESOURCE</c> by how many units pods could have, once there are any;
/// <c>admit POD CONTAINER RESOURCE=N…</c> and <c>again POD CONTAINER</c>, a restart in place, by what the container
/// gets, as JSON; <c>delete POD</c> and <c>restart</c>, of the kubelet, by <c>done</c>. What goes wrong is answered by
/// <c>error: WHY</c>. It ends with its input.
/// </remarks>
internal static class KubeletProgram
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly JsonFormatter Json =
        new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    public static async Task<int> Run(string[] args, TextReader input, TextWriter output)
    {
        if (args is not [var folder])
        {
            await Console.Error.WriteLineAsync("usage: fake-kubelet FOLDER");
            return 2;
        }

        await using var kubelet = new FakeKubelet(folder);
        await kubelet.Start();
        while (await input.ReadLineAsync() is { } line)
            await output.WriteLineAsync(await Answer(kubelet, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return 0;
    }

    private static async Task<string> Answer(FakeKubelet kubelet, string[] words)
    {
        try
        {
            return words switch
            {
                ["await", var resource] => await Await(kubelet, resource),
                ["admit", var pod, var container, .. var limits] =>
                    Json.Format(await kubelet.Admit(pod, container, [.. limits.Select(Limit)])),
                ["again", var pod, var container] => Json.Format(kubelet.RestartInPlace(pod, container)),
                ["delete", var pod] => Delete(kubelet, pod),
                ["restart"] => await Restart(kubelet),
                _ => $"error: not a command: {string.Join(' ', words)}",
            };
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or FormatException)
        {
            return $"error: {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static async Task<string> Await(FakeKubelet kubelet, string resource)
    {
        using var end = new CancellationTokenSource(Deadline);
        while (kubelet.Allocatable(resource) == 0)
        {
            if (end.IsCancellationRequested)
                return $"error: no unit of {resource} within {Deadline.TotalSeconds} s";
            await Task.Delay(Pause);
        }

        return kubelet.Allocatable(resource).ToString(CultureInfo.InvariantCulture);
    }

    private static string Delete(FakeKubelet kubelet, string pod)
    {
        kubelet.Delete(pod);
        return "done";
    }

    private static async Task<string> Restart(FakeKubelet kubelet)
    {
        return await kubelet.Restart() is { Count: > 0 } refused
            ? $"error: UnexpectedAdmissionError of {string.Join(", ", refused)}"
            : "done";
    }

    private static (string Resource, int Count) Limit(string text) => text.Split('=') is [var resource, var count]
        ? (resource, int.Parse(count, CultureInfo.InvariantCulture))
        : throw new FormatException($"expected RESOURCE=N, found '{text}'");
}
