using System.Runtime.CompilerServices;
using System.Text;

namespace Billing.Documents.Tests.EInvoices;

/// <summary>Files that somebody has read and found right. Where something else is written, it is put beside the approved file as <c>.received</c>: whoever finds that right
/// renames it.</summary>
internal static class Approved
{
    internal static void Matches(string name, byte[] written)
    {
        var approved = Path.Combine(Folder(), name);
        var received = approved + ".received";
        if (File.Exists(approved) && File.ReadAllBytes(approved).AsSpan().SequenceEqual(written))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllBytes(received, written);
        Assert.Equal(File.Exists(approved) ? File.ReadAllText(approved) : "", Encoding.UTF8.GetString(written));
        Assert.Fail($"{name} differs in its bytes alone.");
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "Approved");
}
