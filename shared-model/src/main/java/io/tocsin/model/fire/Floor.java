package io.tocsin.model.fire;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;

/**
 * A floor as it stands in the registry.
 *
 * @param floor its id; also the record's key
 * @param name what people call it
 * @param valve what people call its valve, or the number on it
 * @param policy what it asks for before alarm and valve
 */
public record Floor(FloorId floor, String name, String valve, FloorPolicy policy) {
    private static final int LONGEST_NAME = 100;

    /** @throws InvalidFieldException when a part is missing or too long */
    public Floor {
        Required.field("floor", floor);
        Required.text("name", name, LONGEST_NAME);
        Required.text("valve", valve, LONGEST_NAME);
        Required.field("policy", policy);
    }
}
