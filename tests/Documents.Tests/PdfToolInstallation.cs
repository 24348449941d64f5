using System.ComponentModel;
using System.Diagnostics;

namespace Billing.Documents.Tests;

/// <summary>Installs the PDF tools on a machine that has apt-get, where the tests run as root: once in a test run, however many tests ask at a time.</summary>
internal static class PdfToolInstallation
{
    private const string Packages = "qpdf poppler-utils";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<string?> WhyNot = new(Install, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Sees that a missing tool is there.</summary>
    /// <exception cref="InvalidOperationException">It could not be installed.</exception>
    internal static void Ensure(string tool, string package)
    {
        if (WhyNot.Value is { } why)
            throw new InvalidOperationException($"{tool} is missing (Debian package {package}) and could not be installed: {why} Install the packages {Packages}: apt-get install -y {Packages}");
    }

    private static string? Install()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "only root on Linux installs packages.";
        return Apt("update") ?? Apt($"install -y --no-install-recommends {Packages}");
    }

    // The lock's time-out waits for another apt-get on this machine.
    private static string? Apt(string arguments)
    {
        var start = new ProcessStartInfo("apt-get", $"-o DPkg::Lock::Timeout=120 {arguments}") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return $"apt-get {arguments} took more than {Patience.TotalMinutes} minutes.";
            }

            return process.ExitCode == 0 ? null : $"apt-get {arguments} ended with {process.ExitCode}: {output.Result}{errors.Result}";
        }
        catch (Win32Exception e)
        {
            return $"there is no apt-get: {e.Message}.";
        }
    }
}
