using System.CommandLine;
using Billing.DevHost;
using Billing.DevHost.Demo;
using Billing.DevHost.Gallery;

var root = RunCommand.Create();
root.Subcommands.Add(DemoCommand.Create());
root.Subcommands.Add(GalleryCommand.Create());
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = RunCommand.StopLimit });
