/** The topic catalogue: what is created, documented and granted. */
@NullMarked
package io.tocsin.model.topic;

import org.jspecify.annotations.NullMarked;
