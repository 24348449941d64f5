using Billing.Domain;
using Billing.Functions.Documents;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Billing.Functions.Tests.Documents;

public sealed class DocumentLinkTests
{
    private static readonly AccountId Account = AccountId.Parse("acme.c1.EUR");
    private static readonly StoredFile Pdf = new("acme/2026/03/ACME-INV-2026-000001.pdf", "ab", 3);
    private static readonly string[] Keys = [new string('a', 32), new string('b', 32)];

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_link_names_one_file_until_it_expires()
    {
        var links = Links(Keys[0]);
        var (pdf, xml) = (links.To(Account, "inv_1", Pdf), links.To(Account, "inv_1", Pdf with { Path = "acme/2026/03/ACME-INV-2026-000001.xml" }));

        Assert.StartsWith("https://billing.example/api/documents/", pdf.Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("ACME-INV-2026-000001.pdf", pdf.FileName);
        Assert.Equal(new LinkedFile(Account, "inv_1", IsXml: false), links.Read(Token(pdf)));
        Assert.Equal(new LinkedFile(Account, "inv_1", IsXml: true), links.Read(Token(xml)));
        clock.SetUtcNow(pdf.Expires.AddSeconds(-2));
        Assert.NotNull(links.Read(Token(pdf)));
        clock.SetUtcNow(pdf.Expires);
        Assert.Null(links.Read(Token(pdf)));
    }

    [Fact]
    public void No_other_token_than_one_that_was_given_opens_anything()
    {
        var links = Links(Keys[0]);
        var token = Token(links.To(Account, "inv_1", Pdf));
        var parts = token.Split('.');
        var other = Token(links.To(Account, "inv_2", Pdf)).Split('.');

        Assert.All(Enumerable.Range(0, token.Length).Where(at => token[at] != '.'), at =>
        {
            // The last character of a part may hold bits that stand for nothing; a change of these alone says the same.
            var changed = $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
            Assert.True(links.Read(changed) is null || at == parts[0].Length - 1 || at == token.Length - 1, changed);
        });
        Assert.Null(links.Read($"{parts[0]}.{other[1]}"));
        Assert.All(new[] { "", ".", "a.b", parts[0], $"{token}.x", $"{parts[0]}.", "%.%" }, text => Assert.Null(links.Read(text)));
        Assert.Null(Links(Keys[1]).Read(token));
    }

    [Fact]
    public void A_key_is_changed_while_links_that_the_old_one_signed_hold()
    {
        var token = Token(Links(Keys[0]).To(Account, "inv_1", Pdf));

        Assert.NotNull(Links(Keys[1], Keys[0]).Read(token));
        Assert.NotNull(Links(Keys[1]).Read(Token(Links(Keys[1], Keys[0]).To(Account, "inv_1", Pdf))));
    }

    [Theory]
    [InlineData()]
    [InlineData("")]
    [InlineData("too short")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/document-link-key/)")]
    public void Without_a_key_that_nobody_can_guess_there_are_no_links(params string[] keys)
    {
        Assert.Contains("DocumentLinks__Keys__0", Links(keys).UnavailableBecause(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Links(keys).To(Account, "inv_1", Pdf));
    }

    private static string Token(DocumentLink link) => link.Url.Segments[^1];

    private DocumentLinks Links(params string[] keys) => new(
        new ConfigurationBuilder().AddInMemoryCollection([
            new("DocumentLinks:BaseUrl", "https://billing.example/"),
            .. keys.Select((key, index) => KeyValuePair.Create<string, string?>($"DocumentLinks:Keys:{index}", key)),
        ]).Build(), clock);
}
