package dev.trunkline.local.story;

import dev.trunkline.contracts.Ids;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is ordered, and the file that the operator makes of it: good rows of each country and some that must fail. */
final class OrderedNumbers {

    private static final String USER = "callingUserAssignment";

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
        file.reject(row("+4930", null, null), "invalid-number");
        for (Market market : Market.values()) {
            good.in(market).forEach(number -> file.deliver(goodRow(market, number)));
        }
        file.reject(goodRow(Market.GERMANY, good.in(Market.GERMANY).get(0)), "duplicate-in-upload");
        file.reject(row(fresh.of(Market.NOT_ORDERED, 1).get(0), null, true), "country-not-in-order");
        file.reject(new UploadFile.Row(spare(Market.FRANCE), "conferenceAssignment", null, true), "usage-not-offered");
        file.reject(
                row(spare(Market.UNITED_KINGDOM), new Location(Ids.next().toString(), ""), null), "address-unknown");
        file.reject(row(spare(Market.GERMANY), addresses.in(Market.GERMANY), null), "policy-mismatch");
        file.reject(row(spare(Market.NETHERLANDS), null, null), "address-required");
        return file;
    }

    /** With an address of the tenant where the stated policy asks for one; the tenant's to set where none is stated. */
    private UploadFile.Row goodRow(Market market, String number) {
        return switch (market) {
            case GERMANY -> row(number, null, null);
            case SWEDEN, UNITED_KINGDOM -> row(number, addresses.in(market), null);
            case NETHERLANDS, FRANCE, UNITED_STATES, AUSTRALIA -> row(number, null, true);
        };
    }

    private String spare(Market market) {
        return Objects.requireNonNull(spare.get(market), market::country);
    }

    private static UploadFile.Row row(String number, @Nullable Location location, @Nullable Boolean tenantMayChange) {
        return new UploadFile.Row(number, USER, location, tenantMayChange);
    }
}
