using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Billing.Domain.Tests;

public class ConventionTests
{
    private static readonly Assembly Domain = typeof(Account).Assembly;

    public static TheoryData<Type> Events => [.. Domain.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountEvent)))];

    [Fact]
    public void The_domain_references_nothing_beyond_the_base_library()
    {
        Assert.All(Domain.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name));
        Assert.DoesNotContain(Domain.GetReferencedAssemblies(), reference => reference.Name!.StartsWith("System.Net", StringComparison.Ordinal) && reference.Name != "System.Net.Mail");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_its_name_in_JSON(Type type) =>
        Assert.Contains(typeof(AccountEvent).GetCustomAttributes<JsonDerivedTypeAttribute>(), known => known.DerivedType == type && known.TypeDiscriminator as string == type.Name);

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_folded_and_posted(Type type)
    {
        // An empty object is enough: what is not handled at all says so before it looks inside.
        var empty = (AccountEvent)RuntimeHelpers.GetUninitializedObject(type);
        var account = AccountEvolution.Evolve(null, new AccountOpened(World.Standard.AccountId, 1));
        Assert.DoesNotContain("has no effect", Record.Exception(() => AccountEvolution.Evolve(account, empty))?.Message ?? "");
        Assert.DoesNotContain("has no posting", Record.Exception(() => AccountPosting.Post(empty))?.Message ?? "");
    }

    [Fact]
    public void An_unknown_event_or_command_is_an_error()
    {
        var account = AccountEvolution.Evolve(null, new AccountOpened(World.Standard.AccountId, 1));
        Assert.Contains("has no effect", Assert.Throws<InvalidOperationException>(() => AccountEvolution.Evolve(account, new Unknown())).Message);
        Assert.Contains("has no posting", Assert.Throws<InvalidOperationException>(() => AccountPosting.Post(new Unknown())).Message);
    }

    [Theory]
    [InlineData(typeof(LedgerItem))]
    [InlineData(typeof(PaymentFact))]
    [InlineData(typeof(IssuedDocument))]
    public void Every_kind_of_item_fact_and_document_has_its_name_in_JSON(Type root) =>
        Assert.Equal(
            Domain.GetTypes().Where(type => type.IsSubclassOf(root)).ToHashSet(),
            root.GetCustomAttributes<JsonDerivedTypeAttribute>().Where(known => known.TypeDiscriminator is string).Select(known => known.DerivedType).ToHashSet());

    [Fact]
    public void What_is_computed_is_not_stored()
    {
        Type[] roots = [typeof(Account), typeof(IssuedDocument), typeof(Payment), typeof(Price), typeof(TaxTable), typeof(BillingPolicy), typeof(JournalEntry),
            .. Domain.GetTypes().Where(type => type.IsSubclassOf(typeof(AccountEvent)) || type.IsSubclassOf(typeof(LedgerItem)) || type.IsSubclassOf(typeof(PaymentFact)) || type.IsSubclassOf(typeof(IssuedDocument)))];
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        var seen = new HashSet<Type>();
        var computed = new List<string>();
        for (var open = new Queue<Type>(roots); open.TryDequeue(out var type);)
        {
            if (!seen.Add(type))
                continue;
            var info = options.GetTypeInfo(type);
            if (info.ElementType is { } element)
                open.Enqueue(element);
            if (Nullable.GetUnderlyingType(type) is { } inner)
                open.Enqueue(inner);
            foreach (var property in info.Properties)
            {
                if (property.Get is not null && property.Set is null && property.AssociatedParameter is null)
                    computed.Add($"{type.Name}.{property.Name}");
                open.Enqueue(property.PropertyType);
            }
        }

        Assert.Empty(computed);
        Assert.Contains(typeof(ServicePeriod), seen);
    }

    private sealed record Unknown : AccountEvent;
}
