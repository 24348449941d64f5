using System.Reflection;
using System.Runtime.Loader;

namespace Billing.Documents.Tests.Pdf;

/// <summary>Runs code of this assembly as a process does that has just started: with assemblies of ours loaded anew, so that no cache of theirs is warm.</summary>
internal sealed class FreshProcess : AssemblyLoadContext
{
    private FreshProcess()
        : base(isCollectible: true)
    {
    }

    /// <summary>What a static method without parameters gives there.</summary>
    internal static byte[] Run(Type type, string method)
    {
        var fresh = new FreshProcess();
        try
        {
            var there = fresh.LoadFromAssemblyPath(type.Assembly.Location).GetType(type.FullName!)!;
            Assert.NotSame(type, there);
            return (byte[])there.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, null)!;
        }
        finally
        {
            fresh.Unload();
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name!.StartsWith("Billing.", StringComparison.Ordinal) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll")) : null;
}
