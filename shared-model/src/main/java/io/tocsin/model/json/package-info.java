/** The JSON of every event: strict in what it reads, the same in every module. */
@NullMarked
package io.tocsin.model.json;

import org.jspecify.annotations.NullMarked;
