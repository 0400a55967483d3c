/** What every part of Tocsin speaks: events, value types, the topic catalogue and their JSON. No framework. */
@NullMarked
package io.tocsin.model;

import org.jspecify.annotations.NullMarked;
