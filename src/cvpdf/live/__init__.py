"""Sessions that rebuild at every save, with engines that wait for the next document."""
