package dev.trunkline.platform.numbering;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.trunkline.contracts.E164Number;
import java.util.Optional;

/** What the world's numbering plans say of a number, as libphonenumber knows them. */
public final class NumberingPlan {

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    private NumberingPlan() {}

    /**
     * A number that can exist.
     *
     * @param country ISO 3166-1 alpha-2
     * @param tollFree whether its range is toll-free
     * @param mobile whether its range is mobile only
     */
    public record Allocation(String country, boolean tollFree, boolean mobile) {}

    /** Where the number lies; empty when no plan has a place for it or it belongs to no country. */
    public static Optional<Allocation> lookUp(E164Number number) {
        PhoneNumber parsed;
        try {
            parsed = PLANS.parse(number.toString(), null);
        } catch (NumberParseException e) {
            return Optional.empty();
        }
        String country = PLANS.getRegionCodeForNumber(parsed);
        if (country == null || country.length() != 2 || !Character.isLetter(country.charAt(0))) {
            return Optional.empty();
        }
        // What has a type is valid: asking for both would match all patterns of the plan twice.
        PhoneNumberType type = PLANS.getNumberType(parsed);
        if (type == PhoneNumberType.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new Allocation(country, type == PhoneNumberType.TOLL_FREE, type == PhoneNumberType.MOBILE));
    }
}
