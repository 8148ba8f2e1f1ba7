package dev.trunkline.number.emergency;

import java.util.List;

/** Judges civic addresses: a port, so that a provider of address data can take the place of our rules. */
public interface AddressValidation {

    /**
     * What speaks against sending help there.
     *
     * @return sentences for the tenant; none for a valid address
     */
    List<String> findings(AddressLines address);
}
