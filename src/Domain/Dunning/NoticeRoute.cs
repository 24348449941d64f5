namespace Billing.Domain;

/// <summary>The ways on which a notice really goes out: those that its step chose, as far as they are open, else the other one.</summary>
/// <param name="ByEmail">To the customer's main e-mail address.</param>
/// <param name="ByLetter">To the customer's postal address.</param>
public sealed record NoticeRoute(bool ByEmail, bool ByLetter)
{
    /// <summary>Whether there is no way at all.</summary>
    public bool IsNone() => !ByEmail && !ByLetter;

    /// <summary>The ways for a notice.</summary>
    /// <param name="chosen">How its step sends it.</param>
    /// <param name="emailWorks">Whether the customer has a main e-mail address, and nothing came back from it.</param>
    /// <param name="canBePosted">Whether the customer has a postal address.</param>
    public static NoticeRoute Of(NoticeChannel chosen, bool emailWorks, bool canBePosted) => chosen switch
    {
        NoticeChannel.Email => new(emailWorks, !emailWorks && canBePosted),
        NoticeChannel.Letter => new(!canBePosted && emailWorks, canBePosted),
        _ => new(emailWorks, canBePosted),
    };
}
