using System.CommandLine;
using RemoteAttestation;

var root = new RootCommand("Remote attestation by two parties: a secret goes only to an enclave that proved what it is")
{
    new RelyingPartyCommand(),
    new EnclaveCommand(),
};

var parsed = root.Parse(args);
var exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCode.BadInput : exitCode;
