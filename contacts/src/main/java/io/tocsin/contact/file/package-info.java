/** Files of contacts, in YAML or CSV, as people write them. */
@NullMarked
package io.tocsin.contact.file;

import org.jspecify.annotations.NullMarked;
