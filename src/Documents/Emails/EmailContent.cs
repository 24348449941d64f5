namespace Billing.Documents.Emails;

/// <summary>A message's content, ready to be sent: who gets it and what is attached is decided elsewhere.</summary>
/// <param name="Subject">One line, no markup.</param>
/// <param name="Html">A whole HTML document; everything that came from data is encoded.</param>
/// <param name="Text">The same for readers of plain text.</param>
public sealed record EmailContent(string Subject, string Html, string Text);
