console.log('zhunxing');
