namespace Sgx.Agent.Settings;

/// <summary>Settings that make no sense: all of them, so that one start shows every mistake.</summary>
internal sealed class SettingsException(IReadOnlyList<string> mistakes) : Exception(string.Join('\n', mistakes));
