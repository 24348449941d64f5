using Billing.Domain;
using Billing.Functions.Numbers;
using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Numbers;

public sealed class NumberBookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly DateOnly Date = new(2026, 5, 1);

    [Fact]
    public async Task A_document_that_asks_again_gets_its_number_again()
    {
        await using var services = azurite.Services();
        var book = services.GetRequiredService<NumberBook>();
        var series = Series();

        var first = await book.ReserveAsync(Documents(series, "a", "b"), default);
        var second = await book.ReserveAsync(Documents(series, "b", "c", "a"), default);

        Assert.Equal(first["a"], second["a"]);
        Assert.Equal(first["b"], second["b"]);
        Assert.Equal(series.Number(3), second["c"]);
    }

    [Fact]
    public async Task Many_writers_take_every_number_once_and_leave_no_gap()
    {
        await using var services = azurite.Services();
        var series = Series();

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            var numbers = new List<string>();
            for (var batch = 0; batch < 3; batch++)
                numbers.AddRange((await services.GetRequiredService<NumberBook>().ReserveAsync(Documents(series, [.. Enumerable.Range(0, 7).Select(n => $"{writer}-{batch}-{n}")]), default)).Values);
            return numbers;
        }));

        Assert.Equal(Enumerable.Range(1, 168).Select(n => series.Number(n)), taken.SelectMany(numbers => numbers).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_rush_of_single_documents_does_not_spend_its_attempts_on_itself()
    {
        await using var services = azurite.Services();
        var series = Series();

        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => services.GetRequiredService<NumberBook>().ReserveAsync(Documents(series, $"d{n}"), default)));

        Assert.Equal(Enumerable.Range(1, 100).Select(n => series.Number(n)), taken.SelectMany(numbers => numbers.Values).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_batch_larger_than_a_transaction_is_numbered_in_its_order()
    {
        await using var services = azurite.Services();
        var series = Series();
        string[] names = [.. Enumerable.Range(1, 120).Select(n => $"d{n}")];

        var numbers = await services.GetRequiredService<NumberBook>().ReserveAsync(Documents(series, names), default);

        Assert.Equal(Enumerable.Range(1, 120).Select(n => series.Number(n)), names.Select(name => numbers[name]));
    }

    private static NumberSeries Series() => new(Given.NewId("S").ToUpperInvariant(), DocumentKind.Invoice, 2026);

    private static List<(DocumentToNumber, AccountId)> Documents(NumberSeries series, params string[] ids) =>
        [.. ids.Select(id => (new DocumentToNumber(id, series, Date), AccountId.Of("seller", "customer", Currency.Of("EUR"))))];
}
