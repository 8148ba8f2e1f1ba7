package dev.trunkline.local.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant with its users finds the operator, consents to it, and says where its people are. */
final class TenantConsents {

    private static final String NOTICE_VERSION = "2026-01";

    private final Cast cast;
    private final Console console;

    TenantConsents(Cast cast, Console console) {
        this.cast = cast;
        this.console = console;
    }

    Addresses play() {
        console.act("A tenant consents");
        console.step(
                "The tenant admin creates the tenant, whose coexistence mode leaves the choice to each user",
                Expectation.status(201).value("/coexistenceMode", "islands"),
                () -> cast.tenant()
                        .tenantService()
                        .put(cast.tenantPath(""), Map.of("displayName", "Contoso", "coexistenceMode", "islands")));
        createUser(cast.licensedUser(), "anna", List.of("phoneSystem"), "teamsOnly");
        createUser(cast.unlicensedUser(), "ben", List.of(), "teamsOnly");
        createUser(cast.islandsUser(), "carla", List.of("phoneSystem"), "islands");
        findOperator();
        enable();
        return createAddresses();
    }

    private void createUser(UUID userId, String name, List<String> licences, String coexistenceMode) {
        Map<String, Object> user = Map.of(
                "userPrincipalName",
                name + "@contoso.example",
                "displayName",
                name,
                "accountType",
                "user",
                "usageLocation",
                Market.GERMANY.country(),
                "licences",
                licences,
                "coexistenceMode",
                coexistenceMode);
        console.step(
                "… and the user " + name + ": licences " + licences + ", " + coexistenceMode,
                Expectation.status(201).value("/enterpriseVoiceEnabled", false),
                () -> cast.tenant().tenantService().put(cast.tenantPath("/users/" + userId), user));
    }

    private void findOperator() {
        boolean listed = cast.tenant().operatorService().all("/v1/operators?region=EMEA&service=calling").stream()
                .anyMatch(entry -> entry.path("operatorId")
                        .asText()
                        .equals(cast.operatorId().toString()));
        console.check("The tenant admin finds the operator in the directory by region and service", true, listed);
        boolean elsewhere = cast.tenant().operatorService().all("/v1/operators?region=LATAM&service=calling").stream()
                .anyMatch(entry -> entry.path("operatorId")
                        .asText()
                        .equals(cast.operatorId().toString()));
        console.check("… and not in a region where it offers nothing", false, elsewhere);
    }

    private void enable() {
        Map<String, Object> nothing = Map.of(
                "countries", List.of(),
                "contact", Map.of(),
                "dataTransferNotice", Map.of("version", NOTICE_VERSION, "accepted", false));
        console.eventually(
                "Enabling it with everything missing is refused, each missing piece named in one answer",
                Expectation.status(422).errorsAt("countries", "fullName", "email", "companySize", "accepted"),
                () -> cast.tenant().tenantService().put(cast.enablementPath(""), nothing));

        Map<String, Object> consent = Map.of(
                "countries", consentedCountries(),
                "contact",
                        Map.of(
                                "fullName", "Maria Muster",
                                "email", "maria.muster@contoso.example",
                                "companySize", "L250_U999"),
                "dataTransferNotice", Map.of("version", NOTICE_VERSION, "accepted", true));
        console.eventually(
                "The tenant admin enables it: countries, contact, data-transfer notice accepted",
                Expectation.status(201)
                        .value("/status", "active")
                        .value("/epoch", 1)
                        .value("/operatorName", cast.operatorName())
                        .value("/supportContact", Cast.SUPPORT_CONTACT)
                        .value("/contact/fullName", "Maria Muster"),
                () -> cast.tenant().tenantService().put(cast.enablementPath(""), consent));
        console.eventually(
                "The consent shows since when number-service decides by it",
                Expectation.status(200).present("/effectiveAt"),
                () -> cast.tenant().tenantService().get(cast.enablementPath("")));
    }

    private static List<Map<String, Object>> consentedCountries() {
        List<Map<String, Object>> countries = new ArrayList<>();
        for (Market market : Market.values()) {
            countries.add(Map.of("country", market.country(), "services", List.of("calling")));
        }
        countries.add(Map.of("country", Market.NOT_ORDERED, "services", List.of("calling")));
        return countries;
    }

    private Addresses createAddresses() {
        Addresses addresses = new Addresses();
        addresses.put(
                Market.GERMANY, createAddress("DE", "1", "Pariser Platz", "Berlin", "10117", "52.516272", "13.377722"));
        addresses.put(
                Market.SWEDEN,
                createAddress("SE", "4", "Drottninggatan", "Stockholm", "111 51", "59.330231", "18.065196"));
        addresses.put(
                Market.UNITED_KINGDOM,
                createAddress("GB", "10", "Colmore Row", "Birmingham", "B3 2QD", "52.481426", "-1.901268"));
        return addresses;
    }

    private Location createAddress(
            String country,
            String houseNumber,
            String street,
            String city,
            String postalCode,
            String latitude,
            String longitude) {
        Map<String, Object> address = Map.of(
                "companyName", "Contoso",
                "country", country,
                "houseNumber", houseNumber,
                "street", street,
                "city", city,
                "postalCode", postalCode,
                "latitude", Double.valueOf(latitude),
                "longitude", Double.valueOf(longitude));
        Answer created = console.eventually(
                "The tenant admin creates an emergency address in " + city,
                Expectation.status(201)
                        .value("/validationStatus", "notValidated")
                        .present("/defaultLocationId"),
                () -> cast.tenant().numberService().post(cast.tenantPath("/emergency-addresses"), address));
        String civicAddressId = created.text("/civicAddressId");
        console.step(
                "… and has it validated",
                Expectation.status(200).value("/validationStatus", "validated"),
                () -> cast.tenant()
                        .numberService()
                        .post(cast.tenantPath("/emergency-addresses/" + civicAddressId + "/validate"), Map.of()));
        return new Location(civicAddressId, created.text("/defaultLocationId"));
    }
}
