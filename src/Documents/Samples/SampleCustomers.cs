using System.Collections.Frozen;
using Billing.Domain;

namespace Billing.Documents.Samples;

/// <summary>An invented customer in each language that there are texts in, and what it buys.</summary>
public static class SampleCustomers
{
    private static readonly FrozenDictionary<string, SampleCustomer> ByLanguage = new[]
    {
        Customer("en", "Brightwater Catering Ltd", new("14 Harbour Street", "BS1 4RN", "Bristol", "", "GB"), "GB842193726", "Till and kitchen display", "Delivery routing", "Kitchen scales, calibrated", "Autumn offer", "Thank you for your order."),
        Customer("de", "Gasthof Lindenhof Müller & Söhne OHG", new("Am Kirchplatz 3", "79098", "Freiburg im Breisgau", "", "DE"), "DE274105531", "Kasse und Küchenmonitor", "Tourenplanung", "Küchenwaage, geeicht", "Herbstaktion", "Vielen Dank für Ihren Auftrag."),
        Customer("fr", "Boulangerie Dupré & Fils SARL", new("12, rue des Tanneurs", "69005", "Lyon", "", "FR"), "FR40303265045", "Caisse et écran de cuisine", "Tournées de livraison", "Balance de cuisine étalonnée", "Offre d’automne", "Merci de votre commande."),
        Customer("es", "Panadería Ibáñez e Hijos, S.L.", new("Calle Mayor, 8, 2.º izq.", "28013", "Madrid", "", "ES"), "ESB12345674", "Caja y pantalla de cocina", "Rutas de reparto", "Báscula de cocina calibrada", "Oferta de otoño", "Gracias por su pedido."),
        Customer("it", "Trattoria Caprioli S.r.l.", new("Via Garibaldi, 21", "00153", "Roma", "RM", "IT"), "IT12345670017", "Cassa e schermo di cucina", "Giri di consegna", "Bilancia da cucina tarata", "Offerta d’autunno", "Grazie per il Suo ordine."),
        Customer("nl", "Vandervelde & Zonen B.V.", new("Keizersgracht 112", "1015 CV", "Amsterdam", "", "NL"), "NL004495445B01", "Kassa en keukenscherm", "Bezorgroutes", "Keukenweegschaal, geijkt", "Herfstactie", "Hartelijk dank voor uw bestelling."),
        Customer("pl", "Zakład Gastronomiczny „Śródmieście” Sp. z o.o.", new("ul. Świętokrzyska 18 m. 4", "00-052", "Warszawa", "", "PL"), "PL5260001246", "Kasa i ekran kuchenny", "Trasy dostaw", "Waga kuchenna, wzorcowana", "Oferta jesienna", "Dziękujemy za zamówienie."),
        Customer("pt", "Padaria Conceição & Irmãos, Lda.", new("Rua da Prata, 80, 3.º Esq.", "1100-420", "Lisboa", "", "PT"), "PT502757191", "Caixa e ecrã de cozinha", "Rotas de entrega", "Balança de cozinha calibrada", "Oferta de outono", "Obrigado pela sua encomenda."),
        Customer("ar", "شركة النخيل للمطاعم المحدودة", new("شارع الملك فهد 25", "12214", "الرياض", "", "SA"), "300055184400003", "نقطة البيع وشاشة المطبخ", "مسارات التوصيل", "ميزان مطبخ معاير", "عرض الخريف", "شكرًا لطلبكم."),
        Customer("he", "מסעדות אורן בע״מ", new("שדרות רוטשילד 45", "6688312", "תל אביב-יפו", "", "IL"), "514066980", "קופה ומסך מטבח", "מסלולי משלוחים", "משקל מטבח מכויל", "מבצע סתיו", "תודה על הזמנתכם."),
        Customer("ja", "株式会社あおぞら食堂", new("丸の内一丁目2番3号", "100-0005", "千代田区", "東京都", "JP"), "T7000012050002", "レジとキッチン画面", "配送ルート", "キッチンスケール（校正済み）", "秋のキャンペーン", "ご注文ありがとうございます。"),
        Customer("hi", "सूर्या भोजनालय प्राइवेट लिमिटेड", new("महात्मा गांधी मार्ग 12", "400001", "मुंबई", "महाराष्ट्र", "IN"), "27AAPFU0939F1ZV", "बिलिंग काउंटर और रसोई स्क्रीन", "डिलीवरी मार्ग", "रसोई का तराज़ू", "शरद ऋतु की छूट", "आपके ऑर्डर के लिए धन्यवाद।"),
    }.ToFrozenDictionary(customer => customer.Profile.Language, StringComparer.Ordinal);

    /// <summary>The languages, English first.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "ar", "he", "ja", "hi"];

    /// <summary>A business in the United States, for US Letter.</summary>
    public static SampleCustomer American { get; } = Customer(
        "en-US", "Desert Bloom Restaurants, LLC", new("2210 Saguaro Way, Suite 14", "85004", "Phoenix", "AZ", "US"), "", "Point of sale and kitchen display", "Delivery routing", "Kitchen scales, calibrated", "Fall offer", "Thank you for your order.");

    /// <summary>The customer that reads a language; the English one where there is none.</summary>
    public static SampleCustomer In(string language) => ByLanguage.GetValueOrDefault(language.Split('-')[0]) ?? ByLanguage["en"];

    private static SampleCustomer Customer(string language, string name, PostalAddress address, string taxId, string plan, string service, string goods, string offer, string memo) =>
        new(new CustomerProfile(1, name, address, "accounts@customer.example", taxId, language, "K-20417"), plan, service, goods, offer, memo);
}

/// <summary>An invented customer and what it buys.</summary>
/// <param name="Profile">Who it is.</param>
/// <param name="Plan">A subscription.</param>
/// <param name="Service">What is metered.</param>
/// <param name="Goods">What is sold once.</param>
/// <param name="Offer">A discount.</param>
/// <param name="Memo">A note on the invoice.</param>
public sealed record SampleCustomer(CustomerProfile Profile, string Plan, string Service, string Goods, string Offer, string Memo);
