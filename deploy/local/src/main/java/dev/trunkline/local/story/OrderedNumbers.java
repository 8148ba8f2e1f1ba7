package dev.trunkline.local.story;

import dev.trunkline.contracts.Ids;
import dev.trunkline.local.story.UploadFile.Row;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What is ordered, and the file that the operator makes of it: good rows of each country and some that must fail. */
final class OrderedNumbers {

    private final FreshNumbers fresh;
    private final Addresses addresses;
    private final Delivery good;
    private final Map<Market, String> spare = new EnumMap<>(Market.class);

    OrderedNumbers(FreshNumbers fresh, Addresses addresses) {
        this.fresh = fresh;
        this.addresses = addresses;
        Map<Market, List<String>> numbers = new EnumMap<>(Market.class);
        for (Market market : Market.values()) {
            List<String> some = fresh.of(market.country(), Market.NUMBERS_EACH + 1);
            numbers.put(market, some.subList(1, some.size()));
            spare.put(market, some.get(0));
        }
        good = new Delivery(numbers);
    }

    /** Numbers to order by country, the rows that only number-service will reject counted, too. */
    Map<String, Integer> quantities() {
        Map<String, Integer> quantities = new TreeMap<>();
        for (Market market : Market.values()) {
            quantities.put(market.country(), Market.NUMBERS_EACH + 1);
        }
        return quantities;
    }

    /** The numbers that must be delivered. */
    Delivery good() {
        return good;
    }

    UploadFile file() {
        UploadFile file = new UploadFile();
        file.reject(Row.plain("+4930"), "invalid-number");
        for (Market market : Market.values()) {
            good.in(market).forEach(number -> file.deliver(row(market, number)));
        }
        file.reject(row(Market.GERMANY, good.in(Market.GERMANY).get(0)), "duplicate-in-upload");
        file.reject(Row.tenantsToSet(fresh.of(Market.NOT_ORDERED, 1).get(0)), "country-not-in-order");
        file.reject(row(Market.FRANCE, spare(Market.FRANCE)).also("conferenceAssignment"), "usage-not-offered");
        Location nowhere = new Location(Ids.next().toString(), "");
        file.reject(Row.at(nowhere, spare(Market.UNITED_KINGDOM)), "address-unknown");
        file.reject(Row.at(addresses.in(Market.GERMANY), spare(Market.GERMANY)), "policy-mismatch");
        file.reject(Row.plain(spare(Market.NETHERLANDS)), "address-required");
        return file;
    }

    /** With an address where the stated policy asks for one; the tenant's to set where none is stated. */
    private Row row(Market market, String number) {
        return switch (market) {
            case GERMANY -> Row.plain(number);
            case SWEDEN, UNITED_KINGDOM -> Row.at(addresses.in(market), number);
            case NETHERLANDS, FRANCE, UNITED_STATES, AUSTRALIA -> Row.tenantsToSet(number);
        };
    }

    private String spare(Market market) {
        return Objects.requireNonNull(spare.get(market), market::country);
    }
}
