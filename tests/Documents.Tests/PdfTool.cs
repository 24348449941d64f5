using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Billing.Documents.Tests;

/// <summary>Runs the command-line tools that judge PDF files, and installs them first where they are missing. A tool that cannot be had fails the test: an
/// unchecked file is no success.</summary>
internal static class PdfTool
{
    internal static string Run(string tool, string package, byte[] pdf, params string[] arguments) =>
        Run(Encoding.UTF8, tool, package, pdf, arguments);

    /// <summary>For output that is no text: each character is one byte.</summary>
    internal static string RunBinary(string tool, string package, byte[] pdf, params string[] arguments) =>
        Run(Encoding.Latin1, tool, package, pdf, arguments);

    /// <summary>The text in the order in which it is written, which keeps a label with its value; right-to-left words come as they are seen.</summary>
    internal static string TextAsWritten(byte[] pdf) => Run("pdftotext", "poppler-utils", pdf, "-raw", "-enc", "UTF-8", "FILE", "-");

    internal static string Text(byte[] pdf) => Run("pdftotext", "poppler-utils", pdf, "-enc", "UTF-8", "FILE", "-");

    /// <summary>The text as it stands on the page, line by line, with one space wherever there is room between words.</summary>
    internal static string Words(byte[] pdf) => string.Join(' ', Run("pdftotext", "poppler-utils", pdf, "-enc", "UTF-8", "-layout", "FILE", "-").Split((char[])[' ', '\n', '\f', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));

    private static string Run(Encoding encoding, string tool, string package, byte[] pdf, string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"billing-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(file, pdf);
        try
        {
            using var process = Start(encoding, tool, package, [.. arguments.Select(a => a == "FILE" ? file : a)]);
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{tool} ended with {process.ExitCode}: {output}{errors.Result}");
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process Start(Encoding encoding, string tool, string package, string[] arguments)
    {
        var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = encoding };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            PdfToolInstallation.Ensure(tool, package);
            return Process.Start(start)!;
        }
    }
}
