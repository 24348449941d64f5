using System.CommandLine;
using Billing.DevHost;
using Billing.DevHost.Demo;

var root = RunCommand.Create();
root.Subcommands.Add(DemoCommand.Create());
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = RunCommand.StopLimit });
