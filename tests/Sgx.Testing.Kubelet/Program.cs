using Sgx.Testing.Kubelet;

return await KubeletProgram.Run(args, Console.In, Console.Out);
