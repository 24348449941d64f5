using Billing.Documents.Tests.Golden;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Billing.Documents.Tests.PaymentCodes;

/// <summary>What a reader that is not the library that wrote them finds in the codes of a page.</summary>
internal static class ScannedCode
{
    private const int DotsPerInch = 200;

    /// <summary>The text of the code on each page of a file; null for a page without one.</summary>
    internal static IReadOnlyList<string?> Of(byte[] pdf) => [.. PagePicture.Of(pdf, DotsPerInch).Select(page =>
        new QRCodeReader().decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(page.Rgb, page.Width, page.Height, RGBLuminanceSource.BitmapFormat.RGB24))),
            new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true })?.Text)];
}
