using System.Collections.Frozen;

namespace Billing.Domain;

/// <summary>Why no tax is charged, as the list VATEX has it (BT-121).</summary>
internal static class ExemptionCodeList
{
    private static readonly FrozenSet<string> Codes = (
        "EU-79-C EU-132 EU-132-1A EU-132-1B EU-132-1C EU-132-1D EU-132-1E EU-132-1F EU-132-1G EU-132-1H EU-132-1I EU-132-1J EU-132-1K EU-132-1L EU-132-1M EU-132-1N EU-132-1O EU-132-1P EU-132-1Q " +
        "EU-135-1 EU-135-1A EU-135-1B EU-135-1C EU-135-1D EU-135-1E EU-135-1F EU-135-1G EU-135-1H EU-135-1I EU-135-1J EU-135-1K EU-135-1L " +
        "EU-143 EU-143-1A EU-143-1B EU-143-1C EU-143-1D EU-143-1E EU-143-1F EU-143-1FA EU-143-1G EU-143-1H EU-143-1I EU-143-1J EU-143-1K EU-143-1L EU-144 EU-146-1E " +
        "EU-148 EU-148-A EU-148-B EU-148-C EU-148-D EU-148-E EU-148-F EU-148-G EU-151 EU-151-1A EU-151-1AA EU-151-1B EU-151-1C EU-151-1D EU-151-1E EU-153 EU-159 EU-309 " +
        "EU-AE EU-D EU-F EU-G EU-I EU-IC EU-J EU-O FR-FRANCHISE FR-CNWVAT").Split(' ').Select(code => $"VATEX-{code}").ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string code) => Codes.Contains(code);
}
