package io.tocsin.fire.operator;

import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;

/**
 * A person who has signed in.
 *
 * @param operator who
 * @param role as which
 */
public record SignedIn(OperatorId operator, OperatorRole role) {}
