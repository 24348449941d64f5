using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>A command that gives money away: over the policy's limit it waits until a second person confirms it.</summary>
/// <param name="Key">Names it for ever, given by whoever asks; ids derive from it.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(IssueCreditNote), nameof(IssueCreditNote))]
[JsonDerivedType(typeof(AdjustBalance), nameof(AdjustBalance))]
[JsonDerivedType(typeof(WriteOffInvoice), nameof(WriteOffInvoice))]
[JsonDerivedType(typeof(RecordRefund), nameof(RecordRefund))]
[JsonDerivedType(typeof(TakeDeduction), nameof(TakeDeduction))]
public abstract record ApprovableCommand(string Key) : AccountCommand;
