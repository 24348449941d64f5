using System.Text.Json.Serialization;

namespace Billing.Domain;

/// <summary>What decides how a supply is taxed where no rule of the table does.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "scheme")]
[JsonDerivedType(typeof(Configured), "configured")]
[JsonDerivedType(typeof(EuropeanUnion), "europeanUnion")]
public abstract record TaxScheme
{
    private TaxScheme()
    {
    }

    /// <summary>Nothing: the rules are all there is.</summary>
    public sealed record Configured : TaxScheme;

    /// <summary>The value added tax of the European Union, for a seller established in a member state.</summary>
    /// <param name="OneStopShop">Whether consumers in other member states are taxed there, as the seller reports them in the one stop shop. Without it
    /// they are taxed at home, which is right below 10,000 euros of such sales a year (Article 59c).</param>
    public sealed record EuropeanUnion(bool OneStopShop) : TaxScheme;
}
