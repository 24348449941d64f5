using System.Globalization;
using Billing.Domain;

namespace Billing.Documents.PaymentCodes;

/// <summary>The reference of a Swiss QR bill, of the kind that its account asks for.</summary>
/// <param name="Text">In electronic form; empty where there is none.</param>
internal abstract record SwissReference(string Text)
{
    private const int QrDigits = 27;

    // The carry table of the recursive check digit, modulo 10 (guidelines 2.3, annex B).
    private static readonly int[] Carry = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];

    /// <summary>27 digits for a QR-IBAN (QRR).</summary>
    internal sealed record Qr(string Text) : SwissReference(Text);

    /// <summary>A creditor reference, ISO 11649 (SCOR).</summary>
    internal sealed record Creditor(string Text) : SwissReference(Text);

    /// <summary>None (NON).</summary>
    internal sealed record None() : SwissReference("");

    /// <summary>As the payment part prints it: 2 digits and then blocks of 5, or blocks of 4.</summary>
    internal string Printed => this is Qr
        ? $"{Text[..2]} {string.Join(' ', Text[2..].Chunk(5).Select(block => new string(block)))}"
        : string.Join(' ', Text.Chunk(4).Select(block => new string(block)));

    /// <summary>The reference for what a payer is asked to write; null where a QR-IBAN needs digits and there are none, or too many.</summary>
    /// <param name="reference">The number of a document, or a reference of one of the two kinds.</param>
    /// <param name="isQrIban">Whether the account is a QR-IBAN, which takes QR references alone.</param>
    internal static SwissReference? Of(string reference, bool isQrIban)
    {
        var bare = CreditorReference.Bare(reference);
        if (isQrIban)
            return QrOf(bare);
        if (CreditorReference.Read(reference) is not null)
            return new Creditor(bare);
        return bare.Length is > 0 and <= 21 ? new Creditor(CreditorReference.Of(reference)) : new None();
    }

    /// <summary>Whether an IBAN is a QR-IBAN: its institution has a number from 30000 to 31999.</summary>
    /// <param name="iban">In electronic form, of Switzerland or Liechtenstein.</param>
    internal static bool IsQrIban(string iban) => int.TryParse(iban.AsSpan(4, 5), NumberStyles.None, CultureInfo.InvariantCulture, out var institution) && institution is >= 30000 and <= 31999;

    private static Qr? QrOf(string bare)
    {
        if (bare.Length == QrDigits && bare.All(char.IsAsciiDigit))
            return CheckDigit(bare[..^1]) == bare[^1] ? new Qr(bare) : null;
        var digits = string.Concat(bare.Where(char.IsAsciiDigit));
        if (digits.Length is 0 or >= QrDigits)
            return null;
        var padded = digits.PadLeft(QrDigits - 1, '0');
        return new Qr(padded + CheckDigit(padded));
    }

    private static char CheckDigit(string digits) =>
        (char)('0' + ((10 - digits.Aggregate(0, (carry, digit) => Carry[(carry + digit - '0') % 10])) % 10));
}
