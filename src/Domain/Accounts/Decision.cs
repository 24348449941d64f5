namespace Billing.Domain;

/// <summary>What was decided about a command.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The command is carried out by these events; none where there is nothing new.</summary>
    public sealed record Accepted(IReadOnlyList<AccountEvent> Events) : Decision;

    /// <summary>The command cannot be carried out, for a reason that whoever asked can act upon.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    /// <summary>The command issues documents that need numbers: reserve them for exactly these documents and decide again.</summary>
    public sealed record NeedsNumbers(IReadOnlyList<DocumentToNumber> Documents) : Decision;
}

/// <summary>Why a command is refused.</summary>
/// <param name="Code">Stable, lower-case with hyphens; part of the API.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Refusal(string Code, string Message);
