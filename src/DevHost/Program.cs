using System.CommandLine;
using Billing.DevHost;

var root = RunCommand.Create();
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = RunCommand.StopLimit });
