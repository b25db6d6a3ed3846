using System.CommandLine;
using Sgx.Agent.QuoteHelper;

var root = new RootCommand("The node's part of SGX attestation: it turns Reports into Quotes") { QuoteHelperCommand.Create() };
return await root.Parse(args).InvokeAsync();
