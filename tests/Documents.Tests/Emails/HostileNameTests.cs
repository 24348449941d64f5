using System.Text.RegularExpressions;
using System.Xml.Linq;
using Billing.Documents.Emails;
using CsCheck;

namespace Billing.Documents.Tests.Emails;

/// <summary>Names, numbers and addresses come from outside; whatever they hold, a message keeps its form.</summary>
public sealed partial class HostileNameTests
{
    private const string Attack = "\"><script>alert('x')</script><a href=javascript:alert(1)>\r\nBcc: all@example.com\u202E\u2067moc\u0000\u2028";

    private static readonly Gen<string> AnyName = Gen.Char["<>&\"'/=ab \u00E9\u05D0-!:;\r\n\t\0\u001B\u2028\u202A\u202D\u202E\u202C\u2066\u2067\u2068\u2069\u200F"].Array[1, 40].Select(name => new string(name));

    [Theory]
    [InlineData("en-GB")]
    [InlineData("ar")]
    public void A_name_in_any_field_injects_neither_markup_nor_headers_nor_lines(string language) => Assert.All(SampleEmails.All(language, Attack), message =>
    {
        var email = message.Email;
        Assert.DoesNotContain("<script", email.Html, StringComparison.OrdinalIgnoreCase);
        Assert.All(Document(email).Descendants("a").Select(link => link.Attribute("href")!.Value), address => Assert.StartsWith("https://", address, StringComparison.Ordinal));
        Assert.Contains("&lt;script&gt;", email.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", email.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(email.Subject, c => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));
        Assert.DoesNotContain(email.Html + email.Text, c => c is '\0' or '\u202E');
    });

    [Theory]
    [InlineData("en-GB")]
    [InlineData("he")]
    public void Whatever_a_name_holds_a_message_has_the_elements_of_any_other(string language)
    {
        var plain = SampleEmails.All(language, "Ann").Select(message => Shape(message.Email)).ToList();
        AnyName.Sample(name => Assert.Equal(plain, SampleEmails.All(language, name).Select(message => Shape(message.Email))), iter: 40);
    }

    [Fact]
    public void Whatever_a_name_holds_a_subject_is_one_line_and_every_isolate_in_the_text_is_closed() => AnyName.Sample(
        name => Assert.All(SampleEmails.All("en-GB", name), message =>
        {
            Assert.DoesNotContain(message.Email.Subject, char.IsControl);
            Assert.Equal(message.Email.Text.Count(c => c is '\u2066' or '\u2067' or '\u2068'), message.Email.Text.Count(c => c == '\u2069'));
        }),
        iter: 40);

    /// <summary>The names of all elements in order. Isolation follows what a name holds, so its elements are left out.</summary>
    private static string Shape(EmailContent email) => string.Join(' ', Document(email).Descendants().Select(e => e.Name.LocalName).Where(name => name != "bdi"));

    /// <summary>Read by an XML parser, which takes no broken markup.</summary>
    private static XDocument Document(EmailContent email)
    {
        var xml = email.Html.Replace("<!doctype html>", "", StringComparison.Ordinal).Replace("<br>", "<br/>", StringComparison.Ordinal);
        return XDocument.Parse(Meta().Replace(xml, "<meta$1/>"));
    }

    [GeneratedRegex("<meta([^>]*)>")]
    private static partial Regex Meta();
}
