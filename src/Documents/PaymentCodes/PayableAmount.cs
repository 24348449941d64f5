using Billing.Documents.Invoices;
using Billing.Documents.Letterheads;
using Billing.Domain;

namespace Billing.Documents.PaymentCodes;

/// <summary>What a document asks to be paid: the facts that its payment code is made of.</summary>
/// <param name="Seller">Who is paid.</param>
/// <param name="Buyer">Who pays.</param>
/// <param name="Payment">Where to pay and with which reference.</param>
/// <param name="Due">What is to pay, in the document's currency.</param>
internal sealed record PayableAmount(DocumentParty Seller, DocumentParty Buyer, PaymentInstructions Payment, Money Due);
