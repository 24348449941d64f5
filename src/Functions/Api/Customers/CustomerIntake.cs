using Billing.Domain;
using Billing.Functions.Api.Contract;
using Billing.Functions.Configuration;
using Billing.Functions.Lookups;
using Billing.Functions.TaxIds;
using Billing.Functions.Tasks;
using Microsoft.AspNetCore.Http;

namespace Billing.Functions.Api.Customers;

/// <summary>What must hold before a customer, or a change of one, is taken.</summary>
/// <param name="configuration">Where sellers are found.</param>
/// <param name="duplicates">Who is known already.</param>
/// <param name="tasks">Where what could not be checked is left to a person.</param>
/// <param name="clock">The time.</param>
/// <param name="vies">The online check of VAT ids, where it is switched on.</param>
internal sealed class CustomerIntake(ConfigurationBook configuration, DuplicateBook duplicates, TaskBook tasks, TimeProvider clock, ViesCheck? vies = null)
{
    private const string Unverified = "vat-id-unverified";

    /// <summary>All that is wrong with a customer. Pointers are those of a customer to create.</summary>
    public async Task<Findings> CheckAsync(string sellerId, Currency currency, CustomerProfile profile, CancellationToken cancellation)
    {
        if (!AccountId.IsSlug(sellerId))
            return new Findings([], false);
        if (await configuration.FindAsync<Seller>(ConfigurationNoun.Seller, sellerId, sellerId, cancellation) is not var (seller, _))
            return new Findings([new Fault($"there is no seller {sellerId}", "#/sellerId")], false);

        var faults = CustomerChecks.Check(profile, currency, seller).Select(fault => new Fault(fault.Problem, fault.Pointer)).ToList();
        var answer = vies is not null && profile.IsBusiness && ViesCheck.Covers(profile.VatId) && faults.All(fault => fault.Pointer != "#/profile/vatId")
            ? await vies.AskAsync(profile.VatId, cancellation)
            : ViesAnswer.Valid;
        if (answer == ViesAnswer.Invalid)
            faults.Add(new Fault("is not in use, says the tax office (VIES)", "#/profile/vatId"));
        return new Findings(faults, answer == ViesAnswer.Unknown);
    }

    /// <summary>Refuses a customer who is possibly known, and enters one who is not.</summary>
    /// <exception cref="ProblemException">409: there is one with the same tax id, or the same name and address.</exception>
    public async Task EnterAsync(AccountId account, CustomerProfile profile, bool allowDuplicate, CancellationToken cancellation)
    {
        // Entered first: of two that come at the same time at least one sees the other, once it exists.
        await duplicates.EnterAsync(account, profile, cancellation);
        if (!allowDuplicate && await duplicates.FindAsync(account, profile, cancellation) is { Count: > 0 } alike)
        {
            throw new ProblemException(Problem.Of(StatusCodes.Status409Conflict, "possible-duplicate",
                $"The seller has a customer with the same tax id, or the same name and address: {string.Join(", ", alike)}. Use that account, or send allowDuplicate if this is another customer.",
                [.. alike.Select(other => new Fault($"account {other} is possibly the same customer", "#/profile"))]));
        }
    }

    /// <summary>Leaves to a person what could not be checked.</summary>
    public async Task FollowUpAsync(AccountId account, Findings findings, CancellationToken cancellation)
    {
        if (findings.VatIdIsUnverified)
        {
            await tasks.OpenAsync(new WorkTask(account.Seller, TaskBook.IdOf(Unverified, account.ToString()), Unverified, account.ToString(),
                $"The tax office could not be asked about the VAT id of {account}. Ask it before the next invoice, and correct the profile if the id is not in use.", clock.GetUtcNow()), cancellation);
        }
    }
}

/// <summary>What the checks of a customer found.</summary>
/// <param name="Faults">What is wrong.</param>
/// <param name="VatIdIsUnverified">Whether the tax office could not be asked about the VAT id.</param>
internal sealed record Findings(IReadOnlyList<Fault> Faults, bool VatIdIsUnverified);
