package dev.trunkline.number.delivery;

import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.emergency.NumberAreas;
import dev.trunkline.number.emergency.PlaceOfHelp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The tenant's locations that the rows of a chunk name.
 *
 * @param byLocation by their ids
 * @param defaults the default one by civic address
 * @param areas where numbers belong
 */
record Addresses(Map<UUID, PlaceOfHelp> byLocation, Map<UUID, PlaceOfHelp> defaults, NumberAreas areas) {

    static Addresses of(List<PlaceOfHelp> places, NumberAreas areas) {
        Map<UUID, PlaceOfHelp> byLocation = new HashMap<>();
        Map<UUID, PlaceOfHelp> defaults = new HashMap<>();
        for (PlaceOfHelp place : places) {
            byLocation.put(place.locationId(), place);
            if (place.defaultLocation()) {
                defaults.put(place.civicAddressId(), place);
            }
        }
        return new Addresses(byLocation, defaults, areas);
    }

    /** The location that a row means: the one it names, or the default one of its civic address. */
    Optional<PlaceOfHelp> meantBy(Item item) {
        UUID address = item.civicAddressId();
        UUID location = item.locationId();
        if (location == null) {
            return Optional.ofNullable(address).map(defaults::get);
        }
        return Optional.ofNullable(byLocation.get(location))
                .filter(place -> address == null || address.equals(place.civicAddressId()));
    }

    /** What speaks against the address that a row names; empty also for a row that names none. */
    Optional<Refusal> refusalOf(Item item) {
        if (item.civicAddressId() == null && item.locationId() == null) {
            return Optional.empty();
        }
        Optional<PlaceOfHelp> place = meantBy(item);
        if (place.isEmpty()) {
            return Optional.of(new Refusal(
                    RowCode.ADDRESS_UNKNOWN,
                    "The tenant has no such address or location; read its validated addresses."));
        }
        if (!place.get().validated()) {
            return Optional.of(new Refusal(
                    RowCode.ADDRESS_NOT_VALIDATED,
                    "The tenant has not had this address validated; ask it to, then retry."));
        }
        if (!place.get().country().equals(item.country())) {
            return Optional.of(new Refusal(
                    RowCode.ADDRESS_COUNTRY_MISMATCH,
                    "The address lies in " + place.get().country() + ", the number in " + item.country() + "."));
        }
        if (!areas.covers(item.telephoneNumber(), item.country(), place.get().postalCode())) {
            return Optional.of(new Refusal(
                    RowCode.ADDRESS_AREA_MISMATCH,
                    "In " + item.country() + " the address must lie in the number's area; name another."));
        }
        return Optional.empty();
    }
}
