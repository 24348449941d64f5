using System.Globalization;

namespace Billing.Documents.Texts;

/// <summary>What the machine knows of how languages write numbers and dates.</summary>
public static class CultureData
{
    /// <summary>
    /// Holds that the machine knows the languages. Without the data of ICU (no libicu, or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT set
    /// as small container images do), .NET would write every document's numbers and dates in one invariant form.
    /// </summary>
    /// <exception cref="InvalidOperationException">It does not; the message says what to change.</exception>
    public static void Require()
    {
        if (!KnowsGerman())
        {
            throw new InvalidOperationException(
                "This machine does not know how languages write numbers and dates, so documents would be written wrongly. "
                + "Install ICU (libicu) and set neither InvariantGlobalization nor DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }

    // German stands for all: its separators are the other way round than those of the invariant culture.
    private static bool KnowsGerman()
    {
        try
        {
            return CultureInfo.GetCultureInfo("de-DE").NumberFormat is { NumberDecimalSeparator: ",", NumberGroupSeparator: "." };
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
